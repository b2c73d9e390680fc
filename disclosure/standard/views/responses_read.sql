-- title: 组织自己的说明，和它说的是哪一件事
-- title_en: What organisations reply, and to what
-- download: yes
-- note: concerns is the number of a record of credit, or words of the body's own. A record no longer shown is not retold.
-- columns: about = 说的是哪一件事 / About; answered_on = 哪天说的 / On; text = 说了什么 / Reply
select r.district, r.org_id, r.concerns,
  case
    when e.event_id is null then r.concerns
    when not e.shown then '公示期已过的一条记录'
    else e.kind || '，' || e.listed_on || coalesce('，' || e.ground, '')
  end as about,
  r.answered_on, r.text, row_number() over (order by r.answered_on desc, r.rowid) as position, r.sample
from responses r
left join credit_today e on e.district = r.district and e.event_id = r.concerns and e.org_id = r.org_id and e.sample <= r.sample
