// SPDX-License-Identifier: AGPL-3.0-or-later
// Wakes the browser's drawing process while the rest of the page is still being read: where pictures are drawn by the processor, its
// first program of shaders takes most of a second. Nothing here waits for an answer, and nothing of it is kept. A file of its own,
// outside the bundle, because it must run before the bundle has come.
const gl = document.createElement('canvas').getContext('webgl2')
if (gl) {
  const program = gl.createProgram()
  for (const [type, text] of [[gl.VERTEX_SHADER, 'in vec2 at; void main() { gl_Position = vec4(at, 0.0, 1.0); }'],
                              [gl.FRAGMENT_SHADER, 'out vec4 colour; void main() { colour = vec4(1.0); }']]) {
    const shader = gl.createShader(type)
    gl.shaderSource(shader, `#version 300 es\nprecision highp float;\n${text}`)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
  }
  gl.linkProgram(program)
  gl.useProgram(program)
  gl.drawArrays(gl.TRIANGLES, 0, 3)
  gl.flush()
}
