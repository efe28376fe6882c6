"""Sources by their address, and the bucket over the real protocol."""

from __future__ import annotations

from pathlib import Path

import boto3
import pytest

from connectors.bucket import BucketSource
from connectors.failures import SourceUnavailable
from connectors.inbox import Inbox
from connectors.s3 import open_bucket
from connectors.source import open_source


def test_an_address_without_scheme_is_a_folder(tmp_path: Path) -> None:
    assert open_source(str(tmp_path)) == Inbox(tmp_path)


@pytest.mark.parametrize("uri", ["ftp://host/x", "s3://", "s3:///prefix"])
def test_other_addresses_are_named_in_the_error(uri: str) -> None:
    with pytest.raises(ValueError, match="s3://bucket/prefix"):
        open_source(uri)


def test_a_bucket_is_listed_over_all_pages_below_its_prefix(s3: str, bucket: str) -> None:
    client = boto3.client("s3", endpoint_url=s3)
    keys = [f"in/u{n % 3}/f{n:02d}.csv" for n in range(23)]
    for key in (*keys, "in/u1/~$lock.xlsx", "in/u1/folder/", "other/u1/a.csv"):
        client.put_object(Bucket=bucket, Key=key, Body=b"")
    found = list(BucketSource(open_bucket(f"s3://{bucket}/in", s3), page=5).arrivals())
    assert [arrival.path for arrival in found] == sorted(key.removeprefix("in/") for key in keys)
    assert {arrival.unit_code for arrival in found} == {"u0", "u1", "u2"}


def test_an_object_is_fetched_and_its_version_follows_its_content(s3: str, bucket: str) -> None:
    client = boto3.client("s3", endpoint_url=s3)
    client.put_object(Bucket=bucket, Key="u1/Đợt 1.csv", Body=b"one")
    source = open_source(f"s3://{bucket}", s3)
    (first,) = source.arrivals()
    assert source.fetch(first) == b"one"
    assert (first.unit_code, first.size, first.modified_at.tzinfo is not None) == ("u1", 3, True)
    client.put_object(Bucket=bucket, Key="u1/Đợt 1.csv", Body=b"two")
    (second,) = source.arrivals()
    assert first.version != second.version


def test_an_object_that_went_away_asks_for_another_run(s3: str, bucket: str) -> None:
    client = boto3.client("s3", endpoint_url=s3)
    client.put_object(Bucket=bucket, Key="u1/a.csv", Body=b"one")
    source = open_source(f"s3://{bucket}", s3)
    (arrival,) = source.arrivals()
    client.delete_object(Bucket=bucket, Key="u1/a.csv")
    with pytest.raises(SourceUnavailable, match="run again"):
        source.fetch(arrival)


def test_a_missing_bucket_is_named_with_its_endpoint(s3: str) -> None:
    with pytest.raises(SourceUnavailable, match=f"no-such-bucket at {s3}.*create it"):
        list(open_source("s3://no-such-bucket/in", s3).arrivals())


def test_a_store_that_does_not_answer_is_named(s3: str) -> None:
    with pytest.raises(SourceUnavailable, match=r"127\.0\.0\.1:9.*check the endpoint"):
        list(open_source("s3://bucket/in", "http://127.0.0.1:9").arrivals())
