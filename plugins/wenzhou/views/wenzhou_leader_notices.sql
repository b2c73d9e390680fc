-- title: 任前公示和述职公示
-- title_en: Notices before office and of reports on duties
select district, notice_id, kind, published_on, start_on, end_on, objections_received, outcome,
  row_number() over (order by published_on desc, notice_id) as position, sample
from notices
where district = 'wenzhou' and kind in ('负责人任前公示', '述职公示')
