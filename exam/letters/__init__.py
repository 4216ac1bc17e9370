"""Every letter we send: a function for each, and three small templates beside it.

A letter is a row written in the transaction of the fact it announces; the courier sends it afterwards.
To add one: a function here, and `templates/letters/<audience>/<letter>/{subject.txt,body.txt,body.html}`.
"""
