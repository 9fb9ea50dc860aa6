# hashlib: digests, copies, SHAKE, BLAKE2's parameters, errors.
import hashlib
import hmac

sizes = (0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 200, 1000)
for name in ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'blake2b', 'blake2s'):
    total = hashlib.new(name)
    for size in sizes:
        data = bytes(i * 7 & 255 for i in range(size))
        total.update(hashlib.new(name, data).digest())
    print(name, total.digest_size, total.block_size, total.name, total.hexdigest())
# expect: md5 16 64 md5 124caca7b3651df1f9013324b0d7eb14
# expect: sha1 20 64 sha1 8e0120498c5b57a6c08e0b8739e4f55446f701f2
# expect: sha224 28 64 sha224 84d6810aa2cf811b16fade67decc677c8dd241dc27bc793e36f4163e
# expect: sha256 32 64 sha256 d7b7b813070dafb218aa4965ad57635307b7db95a8085bae796739b8c6309b6d
# expect: sha384 48 128 sha384 c91b13ac46fa608e428efdd4b9d852c365121a2d763f216d9997452ae247c96274e6edbe3be3f33d25ccfddedc16973f
# expect: sha512 64 128 sha512 7dae71a794b8ce280f129954d61d16095923ccba17e32c1cf640daefbcb475b605e08ebf1dc2158413b9c16eee58f3fd5ebdd82d4da384a2a35266e7da968f45
# expect: sha3_224 28 144 sha3_224 cc88982e35c3eb24c395ff86b337b4e6303d3290a97b36800c1b2d3b
# expect: sha3_256 32 136 sha3_256 d301ebdeb4f8d12ecd0ecfae513f599d18d3fa27b707f875657d243ff03174fb
# expect: sha3_384 48 104 sha3_384 479275ac7f2c5827ce1e50650bc36bdadbfc14a125976eeead297390d26a6c919c212135623753402bdfb81bdb3d8c66
# expect: sha3_512 64 72 sha3_512 c171a52837f631ce87f23b870320bf28d376a8fa2b1180fca0881b8cc98fb1d1a86a6e401698540d9389958d1878313e3dba2535519ece7a925931ea8ea57621
# expect: blake2b 64 128 blake2b 640e4176bc666fa1678f8a5ffa927e9efad7d58d6c1b014bf8f4775d72447341bb23cdabbea77213535b1f5367134f8912e863837ee84d99c82698479d2af0d9
# expect: blake2s 32 64 blake2s cdbe01b5fcfe036ea8ec3017f33d29acf7f0a79e2a57fb363bfe6f7f1d5ea3f4
for name in ('shake_128', 'shake_256'):
    print(name, hashlib.new(name, b'abc').hexdigest(20), hashlib.sha1(hashlib.new(name, b'abc').digest(1000)).hexdigest())
# expect: shake_128 5881092dd818bf5cf8a3ddb793fbcba74097d5c5 675c5db45438795447e0fd06dae64bbcc0552e1f
# expect: shake_256 483366601360a8771c6863080cc4114d8db44530 5eac794eb1660bf3431fc165945ef2c137064896
h = hashlib.sha256(b'a')
other = h.copy()
h.update(bytearray(b'b'))
other.update(memoryview(b'c'))
print(h.hexdigest() == hashlib.sha256(b'ab').hexdigest(), other.hexdigest() == hashlib.sha256(b'ac').hexdigest())
# expect: True True
print(hashlib.blake2b(b'x', digest_size=20, key=b'key', salt=b'salt', person=b'person').hexdigest())
# expect: 97f652f581b8ea7c0a7e35d766d345a9cf175fba
print(hashlib.blake2s(b'x', fanout=2, depth=3, leaf_size=64, node_offset=5, node_depth=1, inner_size=32, last_node=True).hexdigest())
# expect: cce56034df796164d432d1108ef3d3e8967a56ca630df5c25bf7d76c9f744c3e
print(hashlib.blake2b(key=b'k' * 64).hexdigest()[:32], hashlib.blake2s(bytes(64)).hexdigest()[:32], hashlib.blake2s(bytes(65)).hexdigest()[:32])
# expect: 5caefa9818315414d0d763300fc08c4c ae09db7cd54f42b490ef09b6bc541af6 857328bf990b00922782d3e81c6054c2
print(hmac.new(b'key', b'message', 'sha256').hexdigest())
# expect: 6e9ef29b75fffc5b7abae527d58fdadb2fe42e7219011976917343065f58ed4a
for action in (lambda: hashlib.md5('text'), lambda: hashlib.new('none'), lambda: hashlib.blake2b(digest_size=65), lambda: hashlib.blake2s(key=bytes(33)), lambda: hashlib.shake_128().digest()):
    try:
        action()
    except (TypeError, ValueError) as error:
        print(type(error).__name__)
# expect: TypeError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: TypeError
