"""How do I load our own data?"""

from pages import frame

frame.title(whole_book=True)
