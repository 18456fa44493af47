"""Rigs: bodies that move. A rig is drawn once, part by part, from what an entity's words say of its looks; on the
stage it becomes a body, which knows its own acts and draws itself in any pose.

- `pose`: what a body does at a moment        - `body`: the two protocols, Rig and Body
- `skeleton`: parts hung on joints            - `reach`: two-bone limbs that reach a point
- `cutout`: a stiff picture, for whatever has no rig
- `creature`: artworks of animals and things that bend  - `wading`: any body in water
- `quadruped`: four-legged animals on joints, with the head of the pack's artwork      - `person`: people
- `wheels`: wheels, smoke and rotors on whatever has them      - `sheet`: many parts painted at once
"""
