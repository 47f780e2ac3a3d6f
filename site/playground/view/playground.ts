import { computed, defineComponent, h, onBeforeUnmount, onMounted, reactive, ref } from 'vue'
import { fromHash, type Shown, toHash } from '../address'
import { type Asked, ask } from '../ask'
import { EXAMPLES } from '../examples'
import { readRule } from '../read-rule'
import { SHOPPERS } from '../shoppers'
import { answerCard } from './answer-card'
import { editor, verdict } from './editor'
import { eventLog } from './event-log'
import { shopperPicker } from './shopper-picker'
import { timeline } from './timeline'

/** Twelve minutes after Ann has filled her cart: the outcome is about to change. */
const BEGIN: Shown = { text: EXAMPLES[0].text, shopper: 'ann', now: Date.UTC(2026, 2, 2, 9, 20) }

/** The rule and what it says, for the parts of the view. */
function useAnswers(shown: Shown) {
  const reading = computed(() => readRule(shown.text))
  const asked = computed<Asked | undefined>(() => ('rule' in reading.value ? ask(reading.value.rule) : undefined))
  const shopper = computed(() => SHOPPERS.find(({ id }) => id === shown.shopper)!)
  const answer = computed(() => asked.value?.at(shopper.value, shown.now))
  const course = computed(() => asked.value?.course(shopper.value) ?? [])
  const outcomes = computed(() => SHOPPERS.map((each) => asked.value?.at(each, shown.now).outcome))
  return reactive({ reading, shopper, answer, course, outcomes })
}

/** Shows what the page's address asks for, now and when it changes. */
function useAddress(shown: Shown): void {
  const read = () => void Object.assign(shown, fromHash(location.hash))
  onMounted(() => {
    read()
    addEventListener('hashchange', read)
  })
  onBeforeUnmount(() => removeEventListener('hashchange', read))
}

/** A rule to edit, and what it says of sample shoppers at any instant. */
export const RulePlayground = defineComponent({
  name: 'RulePlayground',
  setup() {
    const shown = reactive<Shown & { text: string; shopper: string; now: number }>({ ...BEGIN })
    const answers = useAnswers(shown)
    useAddress(shown)

    const shared = ref('')
    const share = async () => {
      const hash = toHash(shown)
      history.replaceState(history.state, '', hash)
      // Without a safe address, or without leave, a page has no clipboard: the address bar has it then.
      const copied = await navigator.clipboard?.writeText(location.href).then(
        () => true,
        () => false,
      )
      shared.value = copied ? 'The link is copied.' : 'The link is in the address bar.'
    }
    const edit = (text: string) => {
      shown.text = text
      shared.value = ''
    }
    const goTo = (now: number) => {
      shown.now = now
    }

    return () => {
      const { reading, shopper, answer, course, outcomes } = answers
      return h('div', { class: 'playground' }, [
        h('section', { class: 'rule', 'aria-label': 'The rule' }, [
          editor({ text: shown.text, isWrong: 'problems' in reading, edit, share, shared: shared.value }),
          verdict(reading),
        ]),
        h('section', { class: 'shoppers', 'aria-label': 'What it says of shoppers' }, [
          shopperPicker({
            outcomes,
            chosen: shown.shopper,
            choose: (id) => {
              shown.shopper = id
            },
          }),
          timeline({ shopper, course, answer, now: shown.now, goTo }),
          h('div', { class: 'reasons' }, [
            answerCard({ answer, goTo }),
            eventLog({ shopper, answer, now: shown.now, goTo }),
          ]),
        ]),
      ])
    }
  },
})
