print(1 < 2 < 3, 1 < 3 < 2, 3 < 2 < 1/1, 1 == 1 != 2 is not None)
def t(v, s): print(s, end=' '); return v
print(t(1,'a') < t(2,'b') < t(0,'c') < t(9,'d'))
if t(1,'a') < t(2,'b') < t(3,'c'): print('yes')
if not (t(1,'a') < t(0,'b') < t(3,'c')): print('no')
while not t(3,'x') in [t(1,'y'), t(3,'z')] or False: break
else: print('else')
print(t(0,1) or t('',2) or t([],3), t(1,1) and t(0,2) and t(3,3), t(1,1) and (t(0,2) or t(5,3)))
print(not t(1,1), (1 if t(0,0) else 2), [1 if t(i % 2, i) and i > 1 or i == 0 else 2 for i in range(4)])
x = 5
print('in' if x in (1, 5) else 'out', 'in' if x not in {1, 5} else 'out', x is None, x is not None)
if x is not None and x != 4 or x == 3: print('A')
if (x if x > 9 else 0): print('B')
else: print('C')
