from videostudio.generators.animatic.rigs.quadruped_stance import *
def stand(m, who): return Stance(who)
def act_of(motion): return stand
