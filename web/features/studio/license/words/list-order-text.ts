import { defineText } from '../../../../lib/language/text.ts';

/** The page of an order of several licenses. */
export const listOrderText = defineText({
  en: {
    title: 'Order {number}',
    lead: 'Paid by invoice, outside the platform: one invoice from each holder, paid wholly or line by line. A license is issued when its holder and its community have confirmed.',
    number: 'Order number',
    licensee: 'Licensee',
    placedAt: 'Ordered on',
    totals: 'Together',
    placing: '{count, plural, one {One license is} other {# licenses are}} not placed yet',
    placingLead:
      'It ended before everything was ordered. Go on, or cancel the order; what is never placed is dropped after a day.',
    goOn: 'Go on',
    cancel: 'Cancel the order',
    cancelFact: 'What ends',
    cancelAll: 'All of it that is not paid. What is paid stays.',
    cancelConcerns:
      'The holders and the councils see that it was canceled. If you have paid already, settle that with them first.',
    cancelUndo: 'No, but you can order the same again.',
    whole: 'The whole order',
  },
  zh: {
    title: '订单 {number}',
    lead: '以付款通知书在平台之外付款：每家持有机构一份，可整份或逐项付清。持有机构与社区确认到账后，许可随即签发。',
    number: '订单编号',
    licensee: '被许可方',
    placedAt: '下单日期',
    totals: '合计',
    placing: '有 {count, number} 项尚未下单',
    placingLead: '下单未全部完成就中断了。请继续，或取消此订单；始终未下单的，一日后自动删除。',
    goOn: '继续',
    cancel: '取消订单',
    cancelFact: '终止的内容',
    cancelAll: '尚未付清的全部内容；已付清的不受影响。',
    cancelConcerns: '各持有机构和议事会会看到订单已取消。若已付款，请先与其结清。',
    cancelUndo: '不能，但可重新下单。',
    whole: '整个订单',
  },
});
