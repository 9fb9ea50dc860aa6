# At the end of the program the module's objects are finalised.
class D:
    def __del__(self):
        print('finalised')
keep = D()
print('last statement')
# expect: last statement
# expect: finalised
