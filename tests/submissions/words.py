"""Words of invented people and their work, as offices write them."""

from __future__ import annotations

MIDDLE = {
    "male": ("Văn", "Đình", "Quang", "Hữu", "Đức", "Xuân", "Minh", "Ngọc", "Công", "Tiến", "Trọng", "Bá"),
    "female": ("Thị", "Thị Thu", "Thị Thanh", "Thuý", "Ngọc", "Thị Bích", "Kim", "Thị Mai", "Hồng", "Thị Minh"),
}
GIVEN = {
    "male": (
        *("Hùng", "Dũng", "Tuấn", "Nam", "Sơn", "Thắng", "Toàn", "Khánh", "Phúc", "Lâm", "Hải", "Đạt", "Quân"),
        *("Thành", "Kiên", "Vinh", "Long", "Trung", "Hưng", "Cường", "Bảo", "Giang", "Tùng", "Nghĩa", "Việt", "Tý"),
    ),
    "female": (
        *("Hoa", "Lan", "Hương", "Nga", "Hằng", "Thảo", "Trang", "Nhung", "Linh", "Yến", "Loan", "Hà", "Thuỷ"),
        *("Hạnh", "Phượng", "Oanh", "Dung", "Xuân", "Mai", "Quỳnh", "Vân", "Tuyết", "Ngân", "Huệ", "Nguyệt", "Thơm"),
    ),
}
JOBS = (
    *("Công nhân may", "Thợ hàn", "Công nhân vận hành máy", "Thợ điện", "Công nhân đóng gói", "Lái xe nâng"),
    *("Thợ cơ khí", "Công nhân kiểm hàng (KCS)", "Thợ tiện", "Công nhân vệ sinh môi trường", "Thợ cắt", "Điều dưỡng"),
    *("Nhân viên kho", "Thợ sửa chữa máy", "Công nhân chế biến", "Thợ khuôn mẫu"),
)
POSTS = ("Công nhân", "Tổ trưởng", "Tổ phó", "Chuyền trưởng", "Nhân viên", "Đội trưởng", "Trưởng ca")
DEPARTMENTS = (
    *("Tổ may 1", "Tổ may 2", "Phân xưởng cơ khí", "Phân xưởng 2", "Tổ hoàn thiện", "Đội xe số 3", "Ca B"),
    *("Tổ đóng gói", "Phòng Kỹ thuật", "Xưởng in", "Tổ bảo trì", "Kho thành phẩm"),
)
ACHIEVEMENTS = (
    "Hoàn thành 115% định mức, không có sản phẩm lỗi trong 6 tháng",
    "Đạt giải Nhì hội thi tay nghề cấp công ty năm 2024",
    "Hướng dẫn 03 công nhân mới đạt bậc 3/7",
    "Có sáng kiến cải tiến đồ gá, rút ngắn thời gian thay khuôn",
    "Năng suất cao nhất chuyền 4 tháng liền, đảm bảo ngày công",
    "Luôn hoàn thành vượt mức kế hoạch được giao; tích cực tham gia hoạt động công đoàn",
    "Tiết kiệm vật tư tiêu hao 8% so với định mức",
)
ADDRESSES = ("Số 12 ngõ 5 Trần Duy Hưng", "Tổ 8, phường Yên Hòa", "Thôn Đoài, xã Tam Hưng", "P.504 nhà B2, Nghĩa Tân")
HOMETOWNS = ("Nam Định", "Thái Bình", "Thanh Hóa", "Nghệ An", "Hà Nội", "Hưng Yên", "Phú Thọ")
TITLES = (
    "Cải tiến đồ gá hàn khung xe đẩy hàng",
    "Lắp cảm biến tự ngắt cho máy ép thủy lực",
    "Sử dụng lại nước làm mát của xưởng đúc",
    "Thiết kế bàn xoay đóng gói giảm thao tác cúi",
    "Phần mềm theo dõi công cụ dụng cụ bằng mã vạch",
    "Thay đổi quy trình nhuộm để giảm lượng hóa chất",
    "Chế tạo máy cuộn dây từ động cơ cũ",
    "Giải pháp chống bụi cho khu vực mài",
    "Dùng trò chơi trong dạy toán lớp 2",
    "Bố trí lại mặt bằng kho thành phẩm theo nhóm hàng",
    "Tận dụng nhiệt khí thải để sấy nguyên liệu",
    "Khuôn cắt nhiều lớp cho vải dệt kim",
    "Giá đỡ xoay giúp kiểm tra mối hàn nhanh hơn",
    "Cải tiến băng tải cấp liệu máy nghiền",
    "Bảng điện tử báo tiến độ chuyền may",
    "Biện pháp giảm tiếng ồn phòng máy nén khí",
)
WORKS = (
    *(
        "Nhà để xe cho công nhân",
        "Vườn hoa trước xưởng may",
        "Sân chơi trẻ em tổ dân phố 7",
        "Mái che lối đi giữa hai xưởng",
    ),
    *("Phòng vắt trữ sữa cho lao động nữ", "Lắp đặt 40 đèn năng lượng mặt trời", "Tuyến đường tự quản ngõ 5"),
    *("Tủ sách công nhân tại nhà ăn ca", "Sửa chữa hệ thống thông gió xưởng sơn", "Bể chứa nước mưa 30 m3"),
    *("Trồng 200 cây xanh quanh nhà máy", "Bản đồ số các điểm thu gom rác", "Phần mềm quản lý đoàn viên"),
    *("Nhà vệ sinh công nhân đạt chuẩn", "Bếp ăn một chiều", "Khu thể thao ngoài trời"),
)
STATES = ("Đã hoàn thành", "Hoàn thành vượt tiến độ", "Đã nghiệm thu", "Đã bàn giao, đưa vào sử dụng")
TEAMS = (
    *("Tổ may 1", "Tổ may 2", "Tổ hoàn thiện", "Phân xưởng cơ khí", "Đội xe số 3", "Phòng Kỹ thuật", "Tổ bảo trì"),
    *("Phân xưởng in", "Tổ đóng gói", "Phòng Hành chính", "Tổ cắt", "Đội vệ sinh môi trường", "Kho thành phẩm"),
    *("Tổ nấu ăn", "Ban quản đốc", "Tổ KCS"),
)
CARES = (
    "Phân loại rác tại nguồn, trồng thêm 60 cây xanh",
    "Không để xảy ra tai nạn lao động trong năm",
    "Huấn luyện ATVSLĐ cho 100% người lao động",
    "Môi trường làm việc sạch sẽ, đo kiểm đạt chuẩn",
    "Duy trì 5S, mạng lưới an toàn vệ sinh viên hoạt động tốt",
)
TRADES = ("May công nghiệp", "Hàn điện", "Tiện", "Điện công nghiệp", "Nấu ăn")
PRIZES = ("Nhất", "Nhì", "Ba", "Khuyến khích")
FIELDS = ("Kỹ thuật", "Quản lý", "Môi trường", "An toàn lao động", "Công nghệ thông tin")
SOCIAL = ("Giảm bụi, giảm tai nạn lao động", "Cải thiện điều kiện làm việc", "Giảm sức lao động nặng nhọc")
NOTES = ("Đảng viên trẻ", "Con thương binh", "Có con nhỏ", "Mới tăng bậc")
