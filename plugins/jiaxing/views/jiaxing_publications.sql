-- title: 每次信息公布和离上一次多久
-- title_en: Each publication of information and the days since the one before
-- note: Notices filed under the programme 信息公开.
-- columns: notice_id = 公布的内容 / Publication; published_on = 发布日期 / Published on; publisher = 发布单位 / Publisher;
--   days_since = 离上一次（天） / Days since the one before
select district, notice_id, published_on, publisher,
  cast(julianday(published_on) - julianday(lag(published_on) over (partition by district, sample order by published_on)) as integer)
    as days_since,
  sample
from notices
where district = 'jiaxing' and programme = '信息公开'
