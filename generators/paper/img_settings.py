"""How VideoStudio-Img draws, apart from what it draws with."""

from dataclasses import dataclass

from videostudio.generators.paper.img_regions import SIZE_STEP

NEGATIVE_PROMPT = "monochrome, lowres, bad anatomy, worst quality, low quality"


@dataclass(frozen=True)
class ImgSettings:
    """The defaults are the released script's; the paper's own model takes 50 steps.

    foreground_milli, background_milli  scales of the two adapters at a request's 1000, in thousandths
    guidance_milli                      of classifier-free guidance, in thousandths
    side                                root of the area in px on which the base model is at home
    step                                px in whole multiples of which sides are drawn, see img_regions
    tight                               references of figures fill their square, as those that the mini model learned
                                        from do; the released script keeps the whole picture
    """

    steps: int = 60
    guidance_milli: int = 7500
    foreground_milli: int = 500
    background_milli: int = 330
    side: int = 512
    step: int = SIZE_STEP
    negative_prompt: str = NEGATIVE_PROMPT
    tight: bool = False


RELEASED = ImgSettings()
