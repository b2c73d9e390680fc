-- title: 每个备案的社区社会组织，今天还在不在
-- title_en: Each filed community body and whether it still exists
-- note: open: 1, 0, or null where what is filed contradicts itself. The members are those of the latest year of which they are filed.
-- columns: street = 街道 / Street; status = 状态 / Status; open = 现在还在 / Exists today;
--   members = 会员数（个） / Members; member_year = 会员数的年份 / Year of the members;
--   leaders = 今天在任的负责人（人） / Leaders in office
-- filed: category
select o.district, o.org_id, o.street, o.community, o.category, o.registrar, o.supervisor, o.registered_on, o.status,
  o.status_since, o.open, o.activity_area, o.scope, o.purpose, s.members, s.year as member_year,
  (
    select count(*) from office_holders h
    where h.district = o.district and h.org_id = o.org_id and h.post = '负责人' and h.sample <= o.sample
  ) as leaders,
  o.sample
from standing_today o
left join staffing s on s.district = o.district and s.org_id = o.org_id and s.sample <= o.sample and s.year = (
  select max(n.year) from staffing n
  where n.district = o.district and n.org_id = o.org_id and n.members is not null and n.sample <= o.sample
)
where o.district = 'haishu' and o.registration = '备案'
