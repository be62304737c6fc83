"""The bytes of a file on their way to the address that Slack gave for them."""

from urllib.parse import urlsplit
from urllib.request import Request, urlopen


def put(url: str, content: bytes, timeout: float) -> None:
    """Post bytes as they are; raises OSError, HTTPException or ValueError and never tries again.

    Not `files_upload_v2`: it logs the address, which is a secret for as long as it lasts, and puts the title and
    Slack's whole answer into its error.
    """
    if urlsplit(url).scheme not in {"http", "https"}:
        raise ValueError("the upload address is not of the web")
    request = Request(url, data=content, headers={"Content-Type": "application/octet-stream"}, method="POST")
    with urlopen(request, timeout=timeout) as answer:
        answer.read()
