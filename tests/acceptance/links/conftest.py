"""Hosts that are closed after the test, certificates, and a short way to verify addresses."""

import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from feeds.http.addresses import Resolver
from feeds.http.limits import Limits
from feeds.http.verdicts import Outcome, Target
from feeds.links.crawl.engine import ask_links
from tests.acceptance.links.site import Answer, Site
from tests.acceptance.links.usual_site import ANSWERS

QUICK = Limits(
    workers=8,
    min_interval_seconds=0.0,
    connect_timeout_seconds=0.8,
    read_timeout_seconds=0.5,
    deadline_seconds=0.9,
    retries=0,
    backoff_seconds=0.05,
    max_retry_after_seconds=0.4,
    allow_private=True,
)


def quick(**changes: Any) -> Limits:
    """Return settings for impatient tests."""
    return QUICK._replace(**changes)


def local(host: str, _: int) -> list[str]:
    """Resolve every name under ``test`` to this machine."""
    if host.endswith("test"):
        return ["127.0.0.1"]
    raise OSError(f"no such host {host}")


def check(*urls: str | Target, resolver: Resolver = local, **changes: Any) -> list[Outcome]:
    """Return the outcomes of *urls*, in their order."""
    targets = [Target(url) if isinstance(url, str) else url for url in urls]
    outcomes = {
        outcome.url: outcome
        for outcome in ask_links(
            targets, quick(**changes), stop=threading.Event(), resolver=resolver
        )
    }
    return [outcomes[target.url] for target in targets]


@pytest.fixture
def serve() -> Iterator[Callable[..., Site]]:
    """Return ``serve(answers, tls=…, address=…)``, which starts a site."""
    sites = []

    def start(answers: dict[str, Answer], **options: Any) -> Site:
        sites.append(Site(answers, **options))
        return sites[-1]

    yield start
    for site in sites:
        site.close()


class Authority:
    """Issues certificates for hosts; ``ca_file`` is what to trust."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        builder = self._builder(self.name, self.key, days=10).add_extension(
            x509.BasicConstraints(ca=True, path_length=None), critical=True
        )
        self.ca_file = str(folder / "ca.pem")
        Path(self.ca_file).write_bytes(_pem(builder.sign(self.key, hashes.SHA256())))

    def context(self, *names: str, days: int = 10) -> ssl.SSLContext:
        """Return a server's side for *names* (hosts or addresses), valid for so many days."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        hosts = x509.SubjectAlternativeName([_general_name(name) for name in names])
        builder = self._builder(subject, key, days).add_extension(hosts, critical=False)
        certificate = builder.sign(self.key, hashes.SHA256())
        path = self.folder / f"{names[0]}{days}.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        path.write_bytes(private + _pem(certificate))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _builder(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, days: int
    ) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=20))
            .not_valid_after(now + timedelta(days=days))
        )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Return what issues the certificates of the test's hosts."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def site(serve: Callable[..., Site]) -> Site:
    """Return a site with one page for each verdict."""
    return serve(ANSWERS)
