"""Which customers get which service, and what follows if the line is drawn elsewhere?"""
