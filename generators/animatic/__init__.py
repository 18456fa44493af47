"""The animatic: artwork for every entity, staged on a painted, layered set, moved by its action and filmed by
the scripted camera. Runs on any CPU, needs no download, and is the known world in which critics are measured.

A scene image is drawn by `scene_imager`, a clip by `filmer`; both draw one `shot`: a `backdrop` (the place's
layers from `sets/` under the `lens`), a troupe of figures (`staging` says where, `motions` how, `acting` draws
them) and the `weather`. Everything is composed in the planes that H.264 wants (`yuv`).
"""
