import { h, type VNode } from 'vue'
import { SHOPPERS } from '../shoppers'
import { outcomePill } from './outcome'

interface ShopperPickerProps {
  /** Of each sample shopper, at the instant; undefined where the rule cannot be asked. */
  readonly outcomes: readonly (string | undefined)[]
  readonly chosen: string
  readonly choose: (id: string) => void
}

/** The sample shoppers, each with its outcome. */
export function shopperPicker({ outcomes, chosen, choose }: ShopperPickerProps): VNode {
  const options = SHOPPERS.map(({ id, title }, i) =>
    h('label', { key: id }, [
      h('input', { type: 'radio', name: 'shopper', value: id, checked: id === chosen, onChange: () => choose(id) }),
      h('span', title),
      outcomePill(outcomes[i]),
    ]),
  )
  return h('fieldset', { class: 'picker' }, [h('legend', 'A made-up shopper'), ...options])
}
