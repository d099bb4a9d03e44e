# Collections must keep the instructions, constants and caches of code that has not run yet.
hello = 5
def f():
    for i in range(3000000): [i]
    return hello
print(f())
print(hello, 'some constant', __name__)
class A:
    def meth(self): return hello
print(A().meth())
