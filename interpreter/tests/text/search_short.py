# A needle of two characters, in text of every width.
for needle in ('ta', 'aa', 't', '', 'tat'):
    for text in ('alpha', 'ta', 'étata', 'theta\u1234ta', ''):
        print(text.find(needle), text.count(needle), text.find(needle, 2), text.find(needle, 0, -1), needle in text, end=' ')
    print()
print(b'abta'.find(b'ta'), b'ab'.find(b'ta'), bytearray(b'tata').count(b'ta'))
# expect: -1 0 -1 -1 False 0 1 -1 -1 True 1 2 3 1 True 3 2 3 3 True -1 0 -1 -1 False 
# expect: -1 0 -1 -1 False -1 0 -1 -1 False -1 0 -1 -1 False -1 0 -1 -1 False -1 0 -1 -1 False 
# expect: -1 0 -1 -1 False 0 1 -1 0 True 1 2 3 1 True 0 3 3 0 True -1 0 -1 -1 False 
# expect: 0 6 2 0 True 0 3 2 0 True 0 6 2 0 True 0 9 2 0 True 0 1 -1 0 True 
# expect: -1 0 -1 -1 False -1 0 -1 -1 False 1 1 -1 1 True -1 0 -1 -1 False -1 0 -1 -1 False 
# expect: 2 -1 2
