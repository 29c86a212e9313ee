// The production licence: its last day, as the licence has it. The officer signs it with the other approvals.

import { rpc } from '../../../lib/host.js';
import { t } from '../../../lib/i18n.js';

/** @returns {import('../../../components/ti-sheet.js').Form} */
export const licence = () => ({
  title: t('store.authorisation.licence_state'),
  why: t('store.authorisation.licence_why'),
  fields: [{ key: 'until', label: t('store.authorisation.licence_until'), kind: 'date', required: true }],
  initial: {},
  button: t('store.authorisation.save'),
  save: (values) => rpc('licence.state', { until: values.until }),
});
