"""An S3 interface on loopback: moto's server, with the state that a test gives it."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import boto3
import requests
from botocore.config import Config

SECRET = "not-so-secret-key"
# So many objects a listing shows at a time, which would be 1,000.
PAGE = "40"


@dataclass(frozen=True)
class S3:
    """A bucket of the server at ``url``."""

    url: str
    client: Any
    bucket: str

    @property
    def environment(self) -> dict[str, str]:
        """What tells a program where the server is, and lets it in."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "reader",
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_MAX_ATTEMPTS": "1",
        }

    def put(self, key: str, text: str) -> None:
        """Store *text* as the object *key*."""
        self.client.put_object(Bucket=self.bucket, Key=key, Body=text.encode())

    def of(self, bucket: str) -> Self:
        """Return a new, empty *bucket* of the same server."""
        self.client.create_bucket(Bucket=bucket)
        return replace(self, bucket=bucket)

    @contextmanager
    def forbidden(self) -> Iterator[None]:
        """Let nobody in for the time of the block whom the server does not know: so nobody."""
        self._require_auth_after("0")
        yield
        self._require_auth_after("inf")

    def _require_auth_after(self, number: str) -> None:
        address = f"{self.url}/moto-api/reset-auth"
        requests.post(address, data=number, timeout=30).raise_for_status()

    def delete(self, key: str) -> None:
        """Remove the object *key*."""
        self.client.delete_object(Bucket=self.bucket, Key=key)


@contextmanager
def running_s3(folder: Path) -> Iterator[S3]:
    """Yield a server without buckets; what it says goes to a file in *folder*."""
    log = folder / "s3.log"
    command = [sys.executable, "-u", "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    with (
        log.open("w") as stream,
        subprocess.Popen(
            command,
            stdout=stream,
            stderr=stream,
            env=os.environ | {"MOTO_S3_DEFAULT_MAX_KEYS": PAGE},
        ) as server,
    ):
        try:
            url = _await_address(server, log)
            client = boto3.client(
                "s3",
                endpoint_url=url,
                aws_access_key_id="writer",
                aws_secret_access_key="x",
                region_name="us-east-1",
                config=Config(retries={"max_attempts": 0}),
            )
            yield S3(url, client, "none")
            client.close()
        finally:
            server.terminate()


def _await_address(server: "subprocess.Popen[bytes]", log: Path) -> str:
    for _ in range(600):
        found = re.search(r"Running on (http://127\.0\.0\.1:\d+)", log.read_text())
        if found:
            return found[1]
        assert server.poll() is None, log.read_text()
        time.sleep(0.05)
    raise AssertionError(f"no server: {log.read_text()}")
