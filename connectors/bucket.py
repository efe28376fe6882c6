"""The inbox in a bucket: ``prefix/<unit_code>/…/<any name>``, listed page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from connectors.inbox import is_passing
from connectors.s3 import Bucket
from schemas.delivery import Arrival

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import ObjectTypeDef


@dataclass(frozen=True, slots=True)
class BucketSource:
    """Objects below a prefix; the first folder below it is the sender's unit code."""

    bucket: Bucket
    page: int = 1_000  # objects listed per request; the protocol allows no more

    def arrivals(self) -> Iterator[Arrival]:
        """Every submitted object in order of key; SourceUnavailable when the store does not answer."""
        with self.bucket.talking():
            pages = self.bucket.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket.name, Prefix=self.bucket.prefix, PaginationConfig={"PageSize": self.page}
            )
            for page in pages:
                for entry in page.get("Contents", []):
                    path = entry["Key"].removeprefix(self.bucket.prefix)
                    if path and not any(is_passing(part) for part in path.split("/")) and not path.endswith("/"):
                        yield _arrival(entry, path)

    def fetch(self, arrival: Arrival) -> bytes:
        """The bytes of an object as it is now; SourceUnavailable when it went away or the store does not answer."""
        with self.bucket.talking():
            answer = self.bucket.client.get_object(Bucket=self.bucket.name, Key=self.bucket.prefix + arrival.path)
            return answer["Body"].read()

    def put(self, path: str, data: bytes) -> None:
        """Bring an object under a key that no other has."""
        with self.bucket.talking():
            self.bucket.client.put_object(
                Bucket=self.bucket.name, Key=self.bucket.prefix + path, Body=data, IfNoneMatch="*"
            )


def _arrival(entry: ObjectTypeDef, path: str) -> Arrival:
    return Arrival(
        unit_code=path.split("/", 1)[0] if "/" in path else "",
        path=path,
        size=entry["Size"],
        modified_at=entry["LastModified"],
        version=entry["ETag"].strip('"'),
    )
