"""What a worker is started with."""

from videostudio.film.noun import Noun
from videostudio.graphs.profile import Profile


class Duty(Noun):
    """`store` is the folder of the artifact store on the worker's machine, `shared` the URL of the store behind it, ""
    for none; `alone` is a worker that has its device for itself."""

    store: str
    profile: Profile
    shared: str = ""
    alone: bool = False
