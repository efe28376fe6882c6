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
    "Ứng dụng trò chơi trong dạy toán lớp 2",
    "Bố trí lại mặt bằng kho thành phẩm theo nhóm hàng",
    "Tận dụng nhiệt khí thải để sấy nguyên liệu",
    "Khuôn cắt nhiều lớp cho vải dệt kim",
    "Giá đỡ xoay giúp kiểm tra mối hàn nhanh hơn",
    "Cải tiến băng tải cấp liệu máy nghiền",
    "Bảng điện tử báo tiến độ chuyền may",
    "Biện pháp giảm tiếng ồn phòng máy nén khí",
)
FIELDS = ("Kỹ thuật", "Quản lý", "Môi trường", "An toàn lao động", "Công nghệ thông tin")
SOCIAL = ("Giảm bụi, giảm tai nạn lao động", "Cải thiện điều kiện làm việc", "Giảm sức lao động nặng nhọc")
NOTES = ("Đảng viên trẻ", "Con thương binh", "Có con nhỏ", "Mới tăng bậc")
