"""Moving pictures: probing, decoding, conforming to the house format, cutting."""
