"""Ask for the addresses of a file, one a line, as barely as an asynchronous client can.

HEAD, then GET where that fails: no pauses, no retries, no checks of what is behind a name. It shows
what the rest costs.
"""

import argparse
import asyncio
import collections
from pathlib import Path

import aiohttp

_BAD_REQUEST = 400


async def ask(url: str, session: aiohttp.ClientSession, limit: asyncio.Semaphore) -> int:
    """Return the status of the page at *url*, behind all redirects."""
    async with limit:
        async with session.head(url, allow_redirects=True) as response:
            status: int = response.status
        if status >= _BAD_REQUEST:
            async with session.get(url) as response:
                status = response.status
        return status


async def ask_all(urls: list[str], workers: int, per_host: int) -> collections.Counter[int]:
    """Return how many of *urls* have which status."""
    connector = aiohttp.TCPConnector(limit=workers, limit_per_host=per_host)
    limit = asyncio.Semaphore(workers)
    async with aiohttp.ClientSession(connector=connector) as session:
        return collections.Counter(
            await asyncio.gather(*(ask(url, session, limit) for url in urls))
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("urls", type=Path)
    parser.add_argument("--workers", type=int, default=128)
    parser.add_argument("--per-host", type=int, default=10)
    args = parser.parse_args()
    found = ask_all(args.urls.read_text().split(), args.workers, args.per_host)
    print(dict(asyncio.run(found)))
