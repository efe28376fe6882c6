"""A place in an S3-compatible store: one client, one bucket, one prefix, and errors that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from connectors.failures import SourceUnavailable

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_CONFIG = Config(
    connect_timeout=5,
    read_timeout=30,
    retries={"mode": "standard", "total_max_attempts": 4},
    max_pool_connections=16,
    # Stores other than Amazon's often do not know the newer checksums; we keep our own sha256.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
_HINTS = {
    "NoSuchBucket": "the bucket does not exist: create it or correct the name",
    "NoSuchKey": "the object went away: run again",
    "404": "not found: correct the bucket's name",
    "403": "access denied: check the credentials and the bucket's policy",
    "AccessDenied": "access denied: check the credentials and the bucket's policy",
    "InvalidAccessKeyId": "the access key is unknown to this store: check the credentials",
    "SignatureDoesNotMatch": "the secret key is wrong: check the credentials",
}


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket and the prefix below which we work; ``prefix`` is empty or ends with a slash."""

    client: S3Client
    name: str
    prefix: str
    endpoint: str

    @contextmanager
    def talking(self) -> Iterator[None]:
        """Turns what the S3 library raises into SourceUnavailable naming bucket and endpoint."""
        place = f"s3://{self.name} at {self.endpoint}"
        try:
            yield
        except ClientError as error:
            code = error_code(error)
            raise SourceUnavailable(f"{place}: {_HINTS.get(code, code)}") from error
        except BotoCoreError as error:
            raise SourceUnavailable(f"{place}: {error}; check the endpoint, network and credentials") from error


def error_code(error: ClientError) -> str:
    """The store's own code of a failed request, such as ``NoSuchKey`` or ``PreconditionFailed``."""
    return str(error.response.get("Error", {}).get("Code", ""))


def open_bucket(uri: str, endpoint: str | None) -> Bucket:
    """The place at ``s3://bucket/prefix``; nothing is asked of the store yet. ValueError without a bucket's name."""
    name, _, prefix = uri.removeprefix("s3://").partition("/")
    if not name:
        raise ValueError(f"{uri}: expected s3://bucket/prefix")
    prefix = prefix.strip("/")
    try:
        client: S3Client = boto3.client("s3", endpoint_url=endpoint, config=_CONFIG)
    except (BotoCoreError, ValueError) as error:
        raise SourceUnavailable(f"{uri} at {endpoint or 'Amazon S3'}: {error}; check endpoint and region") from error
    return Bucket(client, name, f"{prefix}/" if prefix else "", endpoint or "Amazon S3")
