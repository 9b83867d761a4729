"""What draws: pens, pieces that paint themselves, cels, and pictures that are kept."""
