"""Differential item functioning: whether people of equal ability in two groups have unequal chances on an item."""
