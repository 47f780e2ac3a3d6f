import type { Theme } from 'vitepress'
import theme from 'vitepress/theme-without-fonts'
import { RulePlayground } from '../../playground/view/playground'
import './style.css'
import '../../playground/view/playground.css'
import '../../playground/view/answers.css'

export default {
  extends: theme,
  enhanceApp: ({ app }) => void app.component('RulePlayground', RulePlayground),
} satisfies Theme
