"""What is learnt with scikit-learn, and what it hands back: plain arrays, which are used without it.

scikit-learn and what it brings along take 90 MB, and the customers to learn from as much again. In a program that goes
on for days a process of its own learns and takes its memory with it when it ends (`own_process`, decision 196). So
nothing here imports a room, and scikit-learn only where it learns: such a process starts in a second.
"""
