"""Names inside a film's folder; the report links to its neighbours by them."""

FILM_FILE = "film.mp4"
REPORT_FILE = "report.html"
CLIPS_FOLDER = "clips"


def clip_file(scene_id: str) -> str:
    """Where the clip of a scene lies, relative to the film's folder."""
    return f"{CLIPS_FOLDER}/{scene_id}.mp4"
