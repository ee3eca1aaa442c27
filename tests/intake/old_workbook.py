"""A workbook of Excel 97, which no library here can write: a title, the header in row 3, three rows, a total."""

from __future__ import annotations

import base64
import struct
import zlib

_PACKED = (
    "eNrtWE1ME0EU/na7S3+gUBBIwIQQElERzbZG40GsaBRJtKIYNcYEF1ojUrqkloMeFEWOJiZe1Hgh4eIF9eJP9KA3DyYYPZiYmIAePZlo4gFY"
    "37zO1lZ7oIkSf/bbztt5b958Oz9vdqb7cqZ6dvJe4xx+wDZ4sGj7UZZnUyj5HSUEKrdtkXXuPkq2i78Kfh9NZJmOx8EXXjGHYr7noOKu9owk"
    "8J7ScYwgZqUSzcuIHdwGUxFt6CCp4BZZKtHAraphOcByBcs77PmE5Xa2XGHZQb6zyjHMRGNtW2QUH1VbuKwSgvcB13nLljDq8FxE8YWrStZX"
    "R2d60Ez+mQVNWgWmQPPWlUgl0mZyFrU0gVP4YjcDn52V+rTZtS+vXQHZvxbavUXs11QNGIN9ggN8AkFs1USJjj3WaTM8j+sUvUAVJZrk7tRJ"
    "Kz2cKKfAHz2TsYYT6b7BeAAYSVvx0YEMKTowbKUyp8i530yaqYEEBfXOMKm9nYe7Y1295B0xIpvXG2H60VIPG8YGw8hZI9IaFlZRNULN2bu/"
    "M0YMmwz2pUccsjJmMiD2An53hAreHUFeUxUk49Ruka/mlRWi3WH+9qdX+/p7on1sGeP9IrurrBIDARsXRQ2qXAlnPwFESRvXWMfyErOu5Hwj"
    "y1oaMLq39tTJzO5x9rnMpa3Es5HxOro6L7+G8hMfDzxsmvgQXUv56a65c7XTb6KTaKFdLk71xTWOdqVduXlD4FHUuSvyDfSOZcNPbyOfGpJ9"
    "s+XWWYUFBDhbne0beajcu0IPlT3EmGQ1Z/yymkqaJ6d5SNMkl6cIl4e5dOnvYa6ynCa4vDlNcPkkl1aESyvg0gq4NOby5zTBFZBcehEunbnK"
    "pb/OXBU5LZ9LZ66g5PIW4fIyl4iX86rQhH+9OL+oNbgvBo52g+8IwIULFy5cuHDh4n+HOGmKY5JHnrR1eY73yu86C5QW3c8k/ywOwqIrQ39M"
    "dyFF9zTOlhQ/9dAVh0tZYh3ne6HAEXp6GkPo53YMlRy/9D9Mye/PkiuGft0SKvX5i6W08zc//xt2ZO/A"
)


def old_workbook() -> bytes:
    return zlib.decompress(base64.b64decode(_PACKED))


def old_workbook_with_error(code: int) -> bytes:
    """The same with an error of a formula in place of the last balance, the text in row 6."""
    content = old_workbook()
    text = struct.pack("<HHHH", 0xFD, 10, 5, 3)
    at = content.index(text)
    return content[:at] + struct.pack("<HHHHHBBH", 0x205, 10, 5, 3, 0, code, 1, 0) + content[at + 14:]
