-- title: 每个项目的评审结果公示
-- title_en: The notice of the jury's results of each grant
-- note: Only a notice of that kind, and of the grant's programme and round where it names them. last_on: the latest day that it is
--   known to have stood; ended: whether its last day is known; premature: whether it was published before the jury met, or where
--   that day is not filed before the application, so that it is not of this jury's results.
-- columns: last_on = 公示最迟到哪天 / On notice until at the latest; premature = 公示早于评审 / Published before the review
select g.district, g.grant_id, n.notice_id, n.title, n.published_on, n.end_on, n.end_on >= n.start_on as ended,
  max(n.start_on, coalesce(n.end_on, '')) as last_on,
  coalesce(n.published_on < coalesce(g.reviewed_on, g.applied_on), 0) as premature, g.sample
from grants g
join notices n on n.district = g.district and n.notice_id = g.review_notice_id and n.sample <= g.sample and n.kind = '评审结果公示'
  and coalesce(n.programme, g.programme) = g.programme and coalesce(n.round, g.round) = g.round
