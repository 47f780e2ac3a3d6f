export { compile } from './engine/compile'
