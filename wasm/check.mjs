// SPDX-License-Identifier: AGPL-3.0-or-later
// node wasm/check.mjs ENGINE.wasm TRIG_TEST.cpp [CITY.atlas]: the module loads without a file system, its arithmetic has the bits
// that trig_test.cpp expects of native compilers, and it refuses what is no atlas. With an atlas: it opens and answers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const [engine, trigTest, atlas] = process.argv.slice(2);
const module = await WebAssembly.compile(readFileSync(engine));
// The C library's output functions are linked in and never called: no call of the system succeeds here.
const imports = {};
for (const { module: from, name } of WebAssembly.Module.imports(module)) {
  (imports[from] ??= {})[name] = () => 52; // ENOSYS
}
const { exports } = await WebAssembly.instantiate(module, imports);
exports._initialize();

const text = () =>
  new TextDecoder().decode(new Uint8Array(exports.memory.buffer, exports.contrechamp_text(), exports.contrechamp_text_size()));
const open = (bytes) => {
  const address = exports.contrechamp_allocate(bytes.length);
  new Uint8Array(exports.memory.buffer, address, bytes.length).set(bytes);
  return exports.contrechamp_open();
};

const expected = readFileSync(trigTest, "utf8").match(/checksum\(.*\), (\d+)U\)/)[1];
assert.equal(BigInt.asUintN(64, exports.contrechamp_arithmetic()).toString(), expected, "not the bits of native compilers");
assert.notEqual(exports.contrechamp_ask(0, 0, 0), 0, "answered although nothing is open");
assert.notEqual(open(new TextEncoder().encode("not an atlas")), 0);
assert.match(text(), /atlas/);
assert.notEqual(open(new Uint8Array(0)), 0);
if (atlas) {
  assert.equal(open(readFileSync(atlas)), 0, text());
  assert.equal(exports.contrechamp_ask(2, 0, 0), 0, text()); // What::report as text
  console.log(text());
}
console.log(`${engine}: ${readFileSync(engine).length} bytes, same arithmetic as native compilers`);
