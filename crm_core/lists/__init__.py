"""What is to be done with whom, and what came of it?"""
