"""What the door counts about itself, in Prometheus' text format."""

from collections import Counter
from collections.abc import Mapping

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Labels = tuple[str, str, int]
"""Method, route, status."""


class Metrics:
    """Requests since the start. `now` are those being answered."""

    def __init__(self) -> None:
        self.now = 0
        self._requests: Counter[Labels] = Counter()
        self._seconds: Counter[tuple[str, str]] = Counter()

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One answered request. `route` is a route's pattern: ids would be a series each."""
        self._requests[method, route, status] += 1
        self._seconds[method, route] += seconds  # type: ignore[assignment]  # a Counter adds floats as well

    def text(self, films: Mapping[str, int]) -> str:
        """Everything, with how many `films` are in which state."""
        lines = ["# TYPE videostudio_http_requests_total counter"]
        for (method, route, status), number in sorted(self._requests.items()):
            labels = f'method="{method}",route="{route}",status="{status}"'
            lines.append(f"videostudio_http_requests_total{{{labels}}} {number}")
        lines.append("# TYPE videostudio_http_request_seconds_total counter")
        for (method, route), seconds in sorted(self._seconds.items()):
            lines.append(f'videostudio_http_request_seconds_total{{method="{method}",route="{route}"}} {seconds:.6f}')
        lines += ["# TYPE videostudio_http_requests_now gauge", f"videostudio_http_requests_now {self.now}"]
        lines.append("# TYPE videostudio_jobs gauge")
        lines += [f'videostudio_jobs{{state="{state}"}} {number}' for state, number in sorted(films.items())]
        return "\n".join(lines) + "\n"
