-- title: 每个社团属于哪一类、登记的主管单位是谁、意见写的归口单位是谁
-- title_en: Each association: its class, the supervisor it is registered with, the umbrella body of its class
-- note: state compares the supervisor on the certificate with the spellings filed in jiaxing_umbrellas; one that none of them knows
--   may still be the same body, so it says nothing. Bodies registered directly have no supervisor.
-- columns: class = 归口类别 / Class; umbrella = 意见写的归口单位 / Umbrella body by the opinion;
--   supervisor = 登记的业务主管单位 / Supervisor as registered; state = 对照 / Compared;
--   under = 主管单位归在哪一家 / Umbrella body of its supervisor
-- filed: class, under
with spellings as (
  select district, class, umbrella, sample,
    '、' || umbrella || '、' || coalesce(also_written, '') || '、' as known
  from jiaxing_umbrellas
),
bodies as (
  select district, org_id, category, supervisor, admission, registrar, status, status_since, registered_on, sample,
    replace(registrar, '嘉兴市', '') glob '??市*' or registrar glob '*[区县]*' or registrar like '%街道%' or registrar like '%镇%' as of_district,
    '、' || replace(replace(coalesce(supervisor, ''), '（示例）', ''), '嘉兴', '') || '、' as written
  from organisations
  where district = 'jiaxing' and type = '社会团体' and status <> '筹备'
),
placed as (
  select b.*, m.class, m.umbrella,
    (
      select k.umbrella
      from spellings k
      where k.district = b.district and k.sample <= b.sample and b.supervisor is not null and instr(k.known, b.written) > 0
    ) as under
  from bodies b
  left join spellings m on m.district = b.district and m.class = b.category and m.sample <= b.sample
)
select
  district,
  org_id,
  coalesce(class, category, '没有填写') as class,
  umbrella,
  supervisor,
  under,
  case
    when category is null then '没有填写类别'
    when class is null then '不在四类里'
    when of_district then '不是全市性的'
    when registrar is null and under is not null and under <> umbrella then '没有写明登记机关'
    when under = umbrella then '已归口'
    when under is not null then '归在另一家'
    when supervisor is not null then '分不清'
    when admission = '直接登记' then '直接登记，没有主管单位'
    else '没有填写主管单位'
  end as state,
  status,
  sample
from placed
