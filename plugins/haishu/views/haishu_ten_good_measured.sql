-- title: “十好”里能从公开的记录量出来的部分
-- title_en: What of the ten criteria can be measured from published records
-- note: One row per body, year and part. Criteria 5, 7 and 9 are what the rules haishu-activities, -leaders and -participation say; a
--   row they judged and did not store was met. Of 1, 3, 4 and 8 only a part can be measured, never the whole. An empty cell, and
--   silence outside what is declared complete, is 未知; so is a body without an office of its own, which may have a place to meet.
-- columns: criterion = 标准 / Criterion; part = 量的是什么 / What is measured; extent = 量了多少 / How much of it;
--   measured = 量出来 / Measured; reason = 凭什么 / Why; as_of = 看到哪一天 / As of
with ruled(rule, number, criterion, part) as (
  values ('haishu-activities', 5, '活动运转好', '一年活动不少于10次'), ('haishu-leaders', 7, '队伍建设好', '骨干3人以上，工作人员2人以上'),
    ('haishu-participation', 9, '居民参与好', '参加的人占社区人口5%以上')
),
by_rule as (
  select y.*, r.number, r.criterion, r.part, '文件写明的数字' as extent,
    case
      when c.exempt is not null then null
      when f.status = '不符合' then 0
      when f.status is null and exists (
        select 1 from rule_counts n
        where n.rule = r.rule and n.district = y.district and n.period = c.period and n.status = '符合' and n.sample = c.sample
      ) then 1
    end as met,
    case r.number
      when 5 then coalesce(f.detail, printf('活动 %d 次', c.activities_held))
      when 7 then coalesce(f.detail, printf('骨干 %d 人，专职和兼职 %d 人', c.leaders,
        coalesce(c.full_time_staff, 0) + coalesce(c.part_time_staff, 0)))
      else coalesce(f.detail, printf('参与 %d 人', c.participants))
    end as told,
    c.org_id is null or c.exempt is not null as unfiled
  from haishu_ten_good_years y
  join ruled r
  left join haishu_community_years c on c.district = y.district and c.org_id = y.org_id and c.year = y.year and c.sample = y.sample
  left join rule_results f on f.rule = r.rule and f.district = y.district and f.org_id = y.org_id and f.period = c.period
    and f.sample = c.sample
),
facts as (
  select y.*,
    (select s.office_independent from staffing s
     where s.district = y.district and s.org_id = y.org_id and s.year = y.year and s.sample <= y.sample) as place,
    (select i.income_total > 0 from finances i
     where i.district = y.district and i.org_id = y.org_id and i.year = y.year and i.sample <= y.sample) as money,
    (select count(*) from activities a
     where a.district = y.district and a.org_id = y.org_id and a.held_on between y.first_day and min(y.last_day, build.today)
       and a.sample <= y.sample) as held,
    (select count(*) from internal_rules n
     where n.district = y.district and n.org_id = y.org_id and n.adopted_on <= min(y.last_day, build.today)
       and n.sample <= y.sample) as rules,
    (select count(*) from credit_today e
     where e.district = y.district and e.org_id = y.org_id and e.kind in ('行政处罚', '活动异常名录', '严重违法失信名单') and e.shown
       and e.listed_on <= min(y.last_day, build.today)
       and iif(e.kind = '行政处罚', e.listed_on, coalesce(e.removed_on, '9999-12-31')) >= y.first_day and e.sample <= y.sample) as bad,
    (select count(*) from credit_today e
     where e.district = y.district and e.org_id = y.org_id and not e.shown and e.listed_on <= y.last_day) as hidden,
    (select max(c.until_on) from covered c
     where c.district = y.district and c.table_name = 'activities' and c.kind = '' and c.org_type in ('', '社区社会组织')
       and c.sample = y.sample and c.from_on <= y.first_day and c.until_on >= y.last_day) as activities_until,
    (select max(c.until_on) from covered c
     where c.district = y.district and c.table_name = 'credit_events' and c.kind = '' and c.org_type in ('', '社区社会组织')
       and c.sample = y.sample and c.from_on <= y.first_day and c.until_on >= y.last_day) as credit_until,
    (select iif(count(*) = 2, min(own > 0), iif(min(own > 0) = 0, 0, null)) from (
       select i.income_services + i.income_donations + i.income_sales + i.income_membership_fees as own from finances i
       where i.district = y.district and i.org_id = y.org_id and i.year in (y.year - 1, y.year) and i.sample <= y.sample
     ) where own is not null) as earning
  from haishu_ten_good_years y
  join build
),
by_part as (
  select district, org_id, street, year, first_day, last_day, running, sample, 1 as number, '组织落实好' as criterion,
    '活动记在台账上' as part, '只量一部分' as extent, iif(held > 0, 1, iif(activities_until is not null, 0, null)) as met,
    iif(held > 0, '台账上有 ' || held || ' 次活动', '台账上没有这一年的活动') as told, activities_until is null and held = 0 as unfiled
  from facts
  union all
  select district, org_id, street, year, first_day, last_day, running, sample, 3, '基础保障好', '有独立的场所', '只量一部分',
    iif(place, 1, null), iif(place, '填报有独立的场所', '填报没有独立的办公场所，活动场所没有报'), place is null
  from facts
  union all
  select district, org_id, street, year, first_day, last_day, running, sample, 3, '基础保障好', '有经费', '只量一部分', money,
    iif(money, '这一年有收入', '这一年收入为零'), money is null
  from facts
  union all
  select district, org_id, street, year, first_day, last_day, running, sample, 4, '自律管理好', '有内部制度', '只量一部分',
    iif(rules > 0, 1, null), '公开的内部制度 ' || rules || ' 项', rules = 0
  from facts
  union all
  select district, org_id, street, year, first_day, last_day, 0, sample, 4, '自律管理好', -- a penalty stays one, running year or not
    '没有受处罚、没有被列入名单', '只量一部分',
    iif(bad > 0, 0, iif(hidden = 0 and credit_until is not null, 1, null)),
    iif(bad > 0, '有 ' || bad || ' 条记录', '报全的记录里没有'), bad = 0 and (hidden > 0 or credit_until is null)
  from facts
  union all
  select district, org_id, street, year, first_day, last_day, running, sample, 8, '发展能力好', '连续两年有自己挣来或者募来的收入',
    '只量一部分', earning, iif(earning, '今年和上年都有', '有一年是零'), earning is null
  from facts
  union all
  select district, org_id, street, year, first_day, last_day, running, sample, number, criterion, part, extent, met, told, unfiled
  from by_rule
)
select district, org_id, street, year, criterion, part, extent,
  case when running and met = 0 then '未知' when met then '是' when met = 0 then '否' else '未知' end as measured,
  case when unfiled then '没有报，也没有人声明已经报全' when running and met = 0 then told || '，这一年还没有过完' else told end as reason,
  min(last_day, build.today) as as_of, -year * 100 + number as position, sample
from by_part
join build
