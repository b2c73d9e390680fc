-- title: 今天在任的人
-- title_en: Who holds an office today
-- download: yes
-- note: Terms that have begun and are not over, of bodies that have not ended; sure is 0 where the end of the term is not filed.
-- columns: sure = 确定在任 / Surely in office
select o.district, o.org_id, p.name, p.post, p.term_end is not null as sure, p.term_start, p.term_end, o.sample
from organisations o, build b
join people p on p.district = o.district and p.org_id = o.org_id and p.sample <= o.sample
where p.term_start <= b.today and coalesce(p.term_end, '9999-12-31') >= b.today
  and (o.status in ('正常', '筹备') or o.status_since > b.today)
