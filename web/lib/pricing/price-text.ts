import { defineText } from '../language/text.ts';

/** How a price depends on the use. */
export const priceText = defineText({
  en: {
    months: '{months, plural, one {one month} other {# months}}',
    factor: '{factor} ({name})',
    exclusive: 'exclusive',
    computed: '{parts} = {computed}',
    atLeast: 'At least {minimum}.',
    minimumCounts: 'That is less than the least price, {minimum}, which counts.',
    perMonth: 'from {price} a month',
    howTitle: 'How the price is made up',
    base: '{price} for each month begun',
    times: '× {factor} for {name}',
    timesExclusive: '× {factor}, since it is exclusive',
    dearest: 'Of several media or places the dearest counts.',
    least: 'At least {minimum}',
  },
  zh: {
    months: '{months}个月',
    factor: '{factor}（{name}）',
    exclusive: '独家',
    computed: '{parts} = {computed}',
    atLeast: '最低{minimum}。',
    minimumCounts: '低于最低价款，按最低价款{minimum}计。',
    perMonth: '每月{price}起',
    howTitle: '价款的计算方法',
    base: '每月{price}，不足一月按一月计',
    times: '{name}：× {factor}',
    timesExclusive: '独家：× {factor}',
    dearest: '选择多种用途或多个地域时，按最高系数计。',
    least: '最低{minimum}',
  },
});
