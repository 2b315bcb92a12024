/**
 * The evaluator of CEL. In the package it is a file of its own, which is loaded with the first rule: an ES module that the build makes a
 * CommonJS one, so that every version of Node that the package supports can load it.
 */
export { Environment, Optional } from '@marcbachmann/cel-js';
