import { defineText } from '../../../../lib/language/text.ts';

/** What blocking the exclusive licenses of an asset costs. */
export const blockingText = defineText({
  en: {
    title: 'Blocking exclusive licenses is cheap',
    fine: 'What blocking costs',
    hull: '{count, plural, one {One short license} other {# short licenses}} at {cost} together keep every exclusive license ({price}) from being sold: {percent}.',
    calendar:
      '{count, number} exclusive licenses of one day, {cost} together, keep every other exclusive license ({price}) from being sold: {percent}.',
    own: 'At {least} or more for each license, blocking costs a tenth of the exclusive price.',
    take: 'Take {least} as least price',
    takeFlat: 'Take {least} as price',
    other:
      'That is by offer {id}. Close it, and offer it again with a least price of {least}; then blocking costs a tenth.',
    incomparable:
      'Another offer of this asset is in another currency: what blocking costs can’t be compared. Compare it yourself.',
    accept: 'I know that exclusive licenses can be blocked for {cost}.',
    tickFirst: 'Say first that you know what blocking costs.',
  },
  zh: {
    title: '独家许可易被低价封锁',
    fine: '封锁成本',
    hull: '只需 {count, number} 份短期许可、合计{cost}，即可使独家许可（{price}）无法售出：相当于其 {percent}。',
    calendar:
      '只需 {count, number} 份一日独家许可、合计{cost}，即可使其他独家许可（{price}）无法售出：相当于其 {percent}。',
    own: '每份许可不低于{least}时，封锁成本达独家价的十分之一。',
    take: '以{least}为最低价',
    takeFlat: '以{least}为价格',
    other: '源于要约 {id}。请关闭该要约，并以{least}为最低价重新发出，封锁成本即达十分之一。',
    incomparable: '该资产另有以其他币种计价的要约，封锁成本无法比较，请自行权衡。',
    accept: '本人知悉：只需{cost}即可封锁独家许可。',
    tickFirst: '请先确认已知悉封锁成本。',
  },
});
