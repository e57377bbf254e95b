import { defineText } from '../../../../lib/language/text.ts';

/** How an offer's price depends on the use, for who is asked to sign it. */
export const priceRuleText = defineText({
  en: {
    flat: 'Not at all: the price is the same for every use within the offer.',
    monthly: 'The price is for each month begun.',
    minimum: 'A license costs at least {amount}.',
    media: '× {factor} for {media}',
    places: '× {factor} in {places}',
    exclusive: '× {factor} when it is exclusive',
    highest:
      'Of several uses, or of several places, the highest factor counts; places that are not named count × 1.',
  },
  zh: {
    flat: '不随用途变化：要约范围内价款相同。',
    monthly: '价款按月计，不足一月按一月计。',
    minimum: '一份许可至少 {amount}。',
    media: '用于{media}：× {factor}',
    places: '在{places}：× {factor}',
    exclusive: '独占：× {factor}',
    highest: '涉及多种用途或多个地区时，取其中最高的系数；未列出的地区按 × 1 计。',
  },
});
