"""What every training run needs, whatever it learns: a recipe, steps that can be resumed, averages, plots."""
