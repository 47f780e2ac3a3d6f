export { builtin } from './lifecycle/builtin'
export { compile } from './engine/compile'
