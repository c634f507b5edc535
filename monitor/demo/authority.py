"""A certificate authority made on the spot, for sample outlets that speak TLS."""

import ssl
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Flaw = Literal["expired", "wrong_name", "self_signed"]
"""What is wrong with a certificate."""

_DAY = timedelta(days=1)


class Authority:
    """Issues certificates for names; nothing of it outlives ``folder``.

    Args:
        folder: Where the certificate of the authority (``ca.pem``) and those issued are written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name("Sample outlets' authority")
        certificate = _builder(self._name, self._name, self._key.public_key(), lasts=_DAY).sign(
            self._key, hashes.SHA256()
        )
        self.ca_file = folder / "ca.pem"
        self.ca_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def context(
        self, hosts: Collection[str], flawed: Mapping[str, Flaw] | None = None
    ) -> ssl.SSLContext:
        """Return a server's context that shows one good certificate for all of ``hosts``.

        Args:
            hosts: Names that the good certificate bears.
            flawed: Names that are answered with a certificate that is wrong in this way.
        """
        contexts = {
            host: self._context(host, (host,), flaw) for host, flaw in (flawed or {}).items()
        }
        good = self._context("good", hosts or ("localhost",))

        def choose(connection: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> None:
            connection.context = contexts.get(name or "", good)

        good.sni_callback = choose
        return good

    def _context(
        self, label: str, hosts: Collection[str], flaw: Flaw | None = None
    ) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        names = ("another.example",) if flaw == "wrong_name" else tuple(hosts)
        issuer, signer = self._name, self._key
        if flaw == "self_signed":
            issuer, signer = _name(names[0]), key
        lasts = -_DAY if flaw == "expired" else _DAY
        certificate = _builder(_name(names[0]), issuer, key.public_key(), lasts, names).sign(
            signer, hashes.SHA256()
        )
        path = self._folder / f"{label}.pem"
        path.write_bytes(_pem(key) + certificate.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    lasts: timedelta,
    hosts: Collection[str] = (),
) -> x509.CertificateBuilder:
    """Describe a certificate: of an authority where ``hosts`` is empty, else of these names."""
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 2 * _DAY)
        .not_valid_after(now + lasts)
        .add_extension(x509.BasicConstraints(ca=not hosts, path_length=None), critical=True)
    )
    if hosts:
        names = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
        builder = builder.add_extension(names, critical=False)
    return builder


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
