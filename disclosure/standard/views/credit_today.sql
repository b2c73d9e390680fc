-- title: 信用记录今天的效力
-- title_en: How the credit record stands today
-- columns: level = 等级 / Level; authority = 决定机关 / Authority; in_force = 今天有效 / In force today; shown = 还在公示期 / Still on show
-- note: in_force: begun, and not yet removed (a removal on a day to come is none yet), empty where it is said to have been
--   removed before it was listed; shown: its term of publication is not over.
select e.*, b.today,
  iif(e.removed_on < e.listed_on, null, e.listed_on <= b.today and coalesce(e.removed_on > b.today, 1)) as in_force,
  coalesce(e.publish_until >= b.today, 1) as shown
from credit_events e, build b
