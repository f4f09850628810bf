"""Certificates for services on loopback, by openssl."""

import subprocess


def make_authority(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=trial authority",
         "-keyout", folder / "ca.key", "-out", folder / "ca.pem"], check=True, capture_output=True)
    return folder / "ca.pem"


def make_certificate(folder, name, host, days):
    """A file with certificate and key, signed by the authority; one of a negative number of days has ended."""
    key, request, certificate = (folder / f"{name}.{ending}" for ending in ("key", "csr", "crt"))
    subprocess.run(
        ["openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={host}", "-keyout", key, "-out", request],
        check=True, capture_output=True)
    extension = folder / f"{name}.ext"
    extension.write_text(f"subjectAltName=IP:{host}\n")
    subprocess.run(
        ["openssl", "x509", "-req", "-in", request, "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key",
         "-CAcreateserial", "-days", str(days), "-extfile", extension, "-out", certificate], check=True, capture_output=True)
    joined = folder / f"{name}.pem"
    joined.write_bytes(certificate.read_bytes() + key.read_bytes())
    return joined
